#include "core/storage/CaseRepository.h"

#include "core/common/Error.h"
#include "core/common/Time.h"
#include "core/storage/ContourVersions.h"
#include "core/storage/Migrations.h"

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <filesystem>

namespace metrisk::storage {

namespace {

bool mentions(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// What the library says, as what happened and what to do.
Error storageError(const std::string& file, const soci::soci_error& error)
{
    const std::string text = error.what();
    const auto make = [&](const std::string& happened, const std::string& todo) {
        return Error(Error::Kind::Storage, fmt::format("The case base {} {}.", file, happened), todo);
    };
    if (mentions(text, "locked") || mentions(text, "busy"))
        return make("is locked by another program", "Close the other MetRisk or wait, then try again.");
    if (mentions(text, "readonly") || mentions(text, "read-only"))
        return make("is read-only", "Nothing was stored. Ask for write permission or choose another file.");
    if (mentions(text, "full"))
        return make("cannot grow: the disk is full", "Nothing was stored. Free some space and try again.");
    if (mentions(text, "not a database") || mentions(text, "malformed"))
        return make("is not a MetRisk case base or is damaged", "Choose another file or restore a backup.");
    if (mentions(text, "open database") || mentions(text, "unable to open"))
        return make("cannot be opened", "Check that the folder exists and that you may write there.");
    return make("refused the change: " + text, "Nothing was stored. Try again, and report it if it stays.");
}

io::Role requiredRole(const std::string& key)
{
    if (const auto role = io::roleOfKey(key))
        return *role;
    throw Error(Error::Kind::Storage, "The case base names an unknown input role “" + key + "”.",
                "Update MetRisk, or choose another case base.");
}

}  // namespace

struct CaseRepository::Connection {
    explicit Connection(const std::string& path) : file(path)
    {
        if (path != ":memory:" && std::filesystem::path(path).has_parent_path()) {
            std::error_code ignored;  // opening reports what is wrong
            std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
        }
        guarded([&] {
            database.open(soci::sqlite3, "dbname=\"" + path + "\" timeout=2");
            database << "PRAGMA foreign_keys = ON";
            migrate(database);
        });
    }

    /// Runs database work and turns what the library throws into a sentence.
    template <class Work>
    auto guarded(Work work) -> decltype(work())
    {
        try {
            return work();
        } catch (const soci::soci_error& error) {
            throw storageError(file, error);
        }
    }

    std::int64_t nextId(const std::string& table)
    {
        long long id = 0;
        database << "SELECT COALESCE(MAX(id), 0) + 1 FROM " + table, soci::into(id);
        return id;
    }

    void touch(CaseId id)
    {
        const std::string now = common::utcNow();
        database << "UPDATE case_record SET updated_at = :now WHERE id = :id", soci::use(now), soci::use(id);
    }

    void requireCase(CaseId id)
    {
        int count = 0;
        database << "SELECT COUNT(*) FROM case_record WHERE id = :id", soci::into(count), soci::use(id);
        if (count == 0)
            throw Error(Error::Kind::Input, fmt::format("There is no case {} in the case base.", id),
                        "Choose one from the list of cases.");
    }

    /// Guarded work that happens whole or not at all.
    template <class Work>
    auto inTransaction(Work work) -> decltype(work())
    {
        return guarded([&] {
            soci::transaction transaction(database);
            auto result = work();
            transaction.commit();
            return result;
        });
    }

    CaseId insertCase(const CaseRecord& record)
    {
        const CaseId id = nextId("case_record");
        const std::string now = common::utcNow();
        const std::string clinical = clinical::clinicalToJson(record.clinical);
        const std::string primary = record.clinical.primary.value_or("");
        const std::string noView;
        database << "INSERT INTO case_record (id, patient_id, patient_name, birth_date, study_date, clinical, "
                    "primary_tumour, view_state, created_at, updated_at) "
                    "VALUES (:id, :pid, :name, :birth, :study, :clinical, :primary, :view, :created, :updated)",
            soci::use(id), soci::use(record.patient.id), soci::use(record.patient.name),
            soci::use(record.patient.birthDate), soci::use(record.patient.studyDate), soci::use(clinical),
            soci::use(primary), soci::use(noView), soci::use(now), soci::use(now);
        for (const auto& input : record.inputs) {
            const std::string role = io::roleKey(input.role);
            const std::string path = input.path.string();
            database << "INSERT INTO case_input (case_id, role, path, sha256, description) "
                        "VALUES (:id, :role, :path, :sha, :text)",
                soci::use(id), soci::use(role), soci::use(path), soci::use(input.sha256),
                soci::use(input.description);
        }
        return id;
    }

    void writeClinical(CaseId id, const clinical::ClinicalRecord& clinical)
    {
        requireCase(id);
        const std::string text = clinical::clinicalToJson(clinical);
        const std::string primary = clinical.primary.value_or("");
        database << "UPDATE case_record SET clinical = :c, primary_tumour = :p WHERE id = :id", soci::use(text),
            soci::use(primary), soci::use(id);
    }

    PredictionId insertPrediction(CaseId caseId, const analysis::CaseResult& result)
    {
        requireCase(caseId);
        const PredictionId id = nextId("prediction");
        const std::string text = analysis::resultToJson(result);
        const int demonstration = result.pack.demonstration ? 1 : 0;
        database << "INSERT INTO prediction (id, case_id, created_at, pack_name, pack_sha256, software_version, "
                    "risk_group, percentile, demonstration, result) "
                    "VALUES (:id, :case, :at, :pack, :sha, :version, :group, :percentile, :demo, :result)",
            soci::use(id), soci::use(caseId), soci::use(result.createdAt), soci::use(result.pack.name),
            soci::use(result.pack.sha256), soci::use(result.softwareVersion), soci::use(result.prediction.group),
            soci::use(result.prediction.percentile), soci::use(demonstration), soci::use(text);
        touch(caseId);
        return id;
    }

    int predictionCount(CaseId id)
    {
        int count = 0;
        database << "SELECT COUNT(*) FROM prediction WHERE case_id = :id", soci::into(count), soci::use(id);
        return count;
    }

    std::optional<CaseId> caseWith(const std::vector<io::InputFile>& inputs)
    {
        std::string t1ce, flair, label;
        for (const auto& input : inputs)
            (input.role == io::Role::T1ce ? t1ce : input.role == io::Role::Flair ? flair : label) = input.sha256;
        long long id = 0;
        database << "SELECT a.case_id FROM case_input a JOIN case_input b ON b.case_id = a.case_id "
                    "LEFT JOIN case_input c ON c.case_id = a.case_id AND c.role = 'label' "
                    "WHERE a.role = 't1ce' AND a.sha256 = :a AND b.role = 'flair' AND b.sha256 = :b "
                    "AND COALESCE(c.sha256, '') = :c ORDER BY a.case_id LIMIT 1",
            soci::into(id), soci::use(t1ce), soci::use(flair), soci::use(label);
        return database.got_data() ? std::optional<CaseId>(id) : std::nullopt;
    }

    std::string file;
    soci::session database;
};

CaseRepository::CaseRepository(const std::string& file) : m_connection(std::make_unique<Connection>(file)) {}
CaseRepository::~CaseRepository() = default;
CaseRepository::CaseRepository(CaseRepository&&) noexcept = default;
CaseRepository& CaseRepository::operator=(CaseRepository&&) noexcept = default;

CaseId CaseRepository::add(const CaseRecord& record)
{
    return m_connection->inTransaction([&] { return m_connection->insertCase(record); });
}

void CaseRepository::saveView(CaseId id, const std::string& viewState)
{
    m_connection->inTransaction([&] {
        m_connection->requireCase(id);
        m_connection->database << "UPDATE case_record SET view_state = :v WHERE id = :id",
            soci::use(viewState), soci::use(id);
        return id;
    });
}

PredictionId CaseRepository::addPrediction(CaseId id, const analysis::CaseResult& result)
{
    return m_connection->inTransaction([&] { return m_connection->insertPrediction(id, result); });
}

Kept CaseRepository::keep(const CaseRecord& record, const analysis::CaseResult& result, std::optional<CaseId> known)
{
    return m_connection->inTransaction([&] {
        if (!known)
            known = m_connection->caseWith(record.inputs);
        if (known)
            m_connection->writeClinical(*known, record.clinical);
        else
            known = m_connection->insertCase(record);
        const PredictionId prediction = m_connection->insertPrediction(*known, result);
        return Kept{*known, prediction, m_connection->predictionCount(*known)};
    });
}

ContourVersion CaseRepository::addContour(CaseId id, const imaging::LabelMap& label, const std::string& baseSha256)
{
    return m_connection->inTransaction([&] {
        m_connection->requireCase(id);
        const auto version = insertContour(m_connection->database, id, label, baseSha256);
        m_connection->touch(id);
        return version;
    });
}

imaging::LabelMap CaseRepository::contour(CaseId id, int version) const
{
    return m_connection->guarded([&] { return readContour(m_connection->database, id, version); });
}

std::vector<CaseSummary> CaseRepository::list(const std::string& search) const
{
    return m_connection->guarded([&] {
        // The latest prediction of each case stands beside it; % and _ of the search are plain characters.
        std::string pattern = "%";
        for (const char character : search) {
            if (character == '%' || character == '_' || character == '\\')
                pattern += '\\';
            pattern += character;
        }
        pattern += "%";
        const soci::rowset<soci::row> rows =
            (m_connection->database.prepare
                 << "SELECT c.id, c.patient_id, c.patient_name, c.primary_tumour, c.updated_at, p.risk_group, "
                    "p.percentile, p.demonstration, "
                    "(SELECT COUNT(*) FROM prediction WHERE case_id = c.id) "
                    "FROM case_record c LEFT JOIN prediction p "
                    "ON p.id = (SELECT MAX(id) FROM prediction WHERE case_id = c.id) "
                    "WHERE LOWER(c.patient_id || ' ' || c.patient_name || ' ' || c.primary_tumour || ' ' || "
                    "COALESCE(p.risk_group, '')) LIKE LOWER(:pattern) ESCAPE '\\' "
                    "ORDER BY c.updated_at DESC, c.id DESC",
             soci::use(pattern));
        std::vector<CaseSummary> cases;
        for (const auto& row : rows) {
            CaseSummary summary;
            summary.id = row.get<long long>(0);
            summary.patientId = row.get<std::string>(1);
            summary.patientName = row.get<std::string>(2);
            summary.primary = row.get<std::string>(3);
            summary.updatedAt = row.get<std::string>(4);
            if (row.get_indicator(5) == soci::i_ok) {
                summary.group = row.get<std::string>(5);
                summary.percentile = row.get<double>(6);
                summary.demonstration = row.get<int>(7) != 0;
            }
            // SQLite names no type for a subquery, so SOCI hands its number out as a text.
            summary.predictions = std::stoi(row.get<std::string>(8));
            cases.push_back(std::move(summary));
        }
        return cases;
    });
}

StoredCase CaseRepository::load(CaseId id) const
{
    return m_connection->guarded([&] {
        auto& database = m_connection->database;
        m_connection->requireCase(id);
        StoredCase stored;
        stored.id = id;
        std::string clinical;
        auto& patient = stored.record.patient;
        database << "SELECT patient_id, patient_name, birth_date, study_date, clinical, view_state "
                    "FROM case_record WHERE id = :id",
            soci::into(patient.id), soci::into(patient.name), soci::into(patient.birthDate),
            soci::into(patient.studyDate), soci::into(clinical), soci::into(stored.viewState), soci::use(id);
        stored.record.clinical = clinical::clinicalFromJson(clinical);

        const soci::rowset<soci::row> inputs =
            (database.prepare << "SELECT role, path, sha256, description FROM case_input WHERE case_id = :id "
                                 "ORDER BY role",
             soci::use(id));
        for (const auto& row : inputs) {
            const io::InputFile input{requiredRole(row.get<std::string>(0)), row.get<std::string>(1),
                                      row.get<std::string>(2), row.get<std::string>(3)};
            stored.record.files.of(input.role) = input.path;
            stored.record.inputs.push_back(input);
        }

        const soci::rowset<soci::row> predictions =
            (database.prepare << "SELECT id, created_at, pack_name, pack_sha256, software_version, result "
                                 "FROM prediction WHERE case_id = :id ORDER BY id",
             soci::use(id));
        for (const auto& row : predictions)
            stored.predictions.push_back({row.get<long long>(0), row.get<std::string>(1), row.get<std::string>(2),
                                          row.get<std::string>(3), row.get<std::string>(4),
                                          analysis::resultFromJson(row.get<std::string>(5))});
        stored.contours = contourVersions(database, id);
        return stored;
    });
}

std::optional<CaseId> CaseRepository::find(const std::vector<io::InputFile>& inputs) const
{
    return m_connection->guarded([&] { return m_connection->caseWith(inputs); });
}

}  // namespace metrisk::storage
