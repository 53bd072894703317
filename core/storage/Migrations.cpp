#include "core/storage/Migrations.h"

#include "core/common/Error.h"

#include <fmt/format.h>
#include <soci/soci.h>

#include <string>
#include <vector>

namespace metrisk::storage {

namespace {

// Plain SQL that PostgreSQL accepts too, but for the triggers, which are SQLite's own: they make
// the database itself refuse to change or remove a prediction or a contour.
const std::vector<std::vector<std::string>> migrations{
    {
        "CREATE TABLE case_record (id BIGINT PRIMARY KEY, patient_id TEXT NOT NULL, patient_name TEXT NOT NULL, "
        "birth_date TEXT NOT NULL, study_date TEXT NOT NULL, clinical TEXT NOT NULL, primary_tumour TEXT NOT NULL, "
        "view_state TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL)",
        "CREATE TABLE case_input (case_id BIGINT NOT NULL REFERENCES case_record(id), role TEXT NOT NULL, "
        "path TEXT NOT NULL, sha256 TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (case_id, role))",
        "CREATE TABLE prediction (id BIGINT PRIMARY KEY, case_id BIGINT NOT NULL REFERENCES case_record(id), "
        "created_at TEXT NOT NULL, pack_name TEXT NOT NULL, pack_sha256 TEXT NOT NULL, "
        "software_version TEXT NOT NULL, risk_group TEXT NOT NULL, percentile DOUBLE PRECISION NOT NULL, "
        "demonstration INTEGER NOT NULL, result TEXT NOT NULL)",
        "CREATE INDEX prediction_of_case ON prediction (case_id, id)",
        "CREATE INDEX case_by_time ON case_record (updated_at)",
        "CREATE TRIGGER prediction_never_changes BEFORE UPDATE ON prediction "
        "BEGIN SELECT RAISE(ABORT, 'a prediction is never changed'); END",
        "CREATE TRIGGER prediction_never_vanishes BEFORE DELETE ON prediction "
        "BEGIN SELECT RAISE(ABORT, 'a prediction is never removed'); END",
    },
    {
        "CREATE TABLE contour_version (case_id BIGINT NOT NULL REFERENCES case_record(id), version INTEGER NOT NULL, "
        "created_at TEXT NOT NULL, label_sha256 TEXT NOT NULL, base_sha256 TEXT NOT NULL, grid TEXT NOT NULL, "
        "voxels TEXT NOT NULL, PRIMARY KEY (case_id, version))",
        "CREATE TRIGGER contour_never_changes BEFORE UPDATE ON contour_version "
        "BEGIN SELECT RAISE(ABORT, 'a contour is never changed'); END",
        "CREATE TRIGGER contour_never_vanishes BEFORE DELETE ON contour_version "
        "BEGIN SELECT RAISE(ABORT, 'a contour is never removed'); END",
    },
};

int tableCount(soci::session& database, const std::string& condition)
{
    int count = 0;
    database << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table'" + condition, soci::into(count);
    return count;
}

/// 0 for an empty file.
int schemaOf(soci::session& database)
{
    if (tableCount(database, " AND name = 'metrisk_schema'") == 0) {
        if (tableCount(database, "") > 0)
            throw Error(Error::Kind::Storage, "This database belongs to another program.",
                        "Choose a MetRisk case base, or a new file.");
        return 0;
    }
    int version = 0;
    database << "SELECT version FROM metrisk_schema", soci::into(version);
    return version;
}

}  // namespace

void migrate(soci::session& database)
{
    const int found = schemaOf(database);
    if (found > currentSchema)
        throw Error(Error::Kind::Storage,
                    fmt::format("The case base was written by a newer MetRisk (format {}, this one knows {}).", found,
                                currentSchema),
                    "Update MetRisk, or choose another case base.");
    if (found == currentSchema)
        return;
    soci::transaction transaction(database);
    if (found == 0)
        database << "CREATE TABLE metrisk_schema (version INTEGER NOT NULL)";
    for (std::size_t step = std::size_t(found); step < migrations.size(); ++step)
        for (const auto& statement : migrations[step])
            database << statement;
    database << "DELETE FROM metrisk_schema";
    database << "INSERT INTO metrisk_schema (version) VALUES (:v)", soci::use(currentSchema);
    transaction.commit();
}

}  // namespace metrisk::storage
