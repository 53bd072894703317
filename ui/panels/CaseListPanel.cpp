#include "ui/panels/CaseListPanel.h"

#include "ui/itemmodels/CaseTableModel.h"
#include "ui/panels/CaseDelegate.h"
#include "ui/panels/Controls.h"
#include "ui/panels/LesionRows.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QToolButton>

namespace metrisk::ui::panels {
namespace {

/// The files of the study: as they were read, or as the case base remembers them.
std::vector<reporting::Fact> studyFacts(const CaseSession& session)
{
    const auto& inputs = session.opened ? session.opened->inputs
                         : session.result ? session.result->inputs : std::vector<io::InputFile>{};
    std::vector<reporting::Fact> facts;
    for (const auto& input : inputs)
        facts.push_back({utf8(roleLabel(input.role)), input.description});
    return facts;
}

QListView* caseList(QAbstractItemModel* model, QWidget* parent)
{
    auto* list = new QListView;
    list->setObjectName(QStringLiteral("caseList"));
    list->setAccessibleName(QStringLiteral("Kept cases"));
    list->setModel(model);
    list->setItemDelegate(new CaseDelegate(parent));
    list->setMouseTracking(true);
    list->setUniformItemSizes(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    return list;
}

}  // namespace

CaseListPanel::CaseListPanel(QWidget* parent)
    : QWidget(parent), m_open(new QToolButton), m_search(new QLineEdit),
      m_cases(new itemmodels::CaseTableModel(this)), m_none(secondary()),
      m_studyHeading(heading(QStringLiteral("This study"))), m_study(new FactList(FactList::Arrangement::Stacked)),
      m_lesionHeading(heading(QStringLiteral("Lesions"))), m_lesions(new LesionRows)
{
    setObjectName(QStringLiteral("leftColumn"));
    setAttribute(Qt::WA_StyledBackground);
    m_list = caseList(m_cases, this);
    m_search->setObjectName(QStringLiteral("caseSearch"));
    m_search->setPlaceholderText(QStringLiteral("Search ID, primary, group…"));
    m_search->setAccessibleName(QStringLiteral("Search the kept cases"));
    m_search->setClearButtonEnabled(true);
    buildOpenMenu();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_search, 1);
    first->addWidget(m_open);
    layout->addLayout(first);
    layout->addWidget(m_none);
    layout->addWidget(m_list, 1);
    layout->addSpacing(8);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_studyHeading, m_study, m_lesionHeading, m_lesions})
        layout->addWidget(widget);
    layout->addStretch(0);  // takes what a short list leaves
    showStudy(CaseSession{});
    setFocusProxy(m_list);

    connect(m_search, &QLineEdit::textChanged, this, &CaseListPanel::searchChanged);
    connect(m_lesions, &LesionRows::lesionChosen, this, &CaseListPanel::lesionChosen);
    const auto choose = [this](const QModelIndex& row) {
        Q_EMIT caseChosen(row.data(itemmodels::CaseTableModel::CaseIdRole).toLongLong());
    };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, [this, choose](const QModelIndex& row) {
        if (m_current != row.data(itemmodels::CaseTableModel::CaseIdRole).toLongLong())
            choose(row);  // Enter; a mouse click has chosen it already
    });
}

void CaseListPanel::setCases(std::vector<storage::CaseSummary> cases)
{
    const bool none = cases.empty();
    m_cases->setCases(std::move(cases));
    m_none->setText(m_search->text().isEmpty() ? QStringLiteral("No case is kept yet.")
                                               : QStringLiteral("No kept case matches."));
    m_none->setVisible(none);
    m_list->setVisible(!none);
    m_list->setMaximumHeight(m_cases->rowCount() * m_list->sizeHintForRow(0) + 4);
    selectCase(m_current);
}

void CaseListPanel::showStudy(const CaseSession& session)
{
    const auto facts = studyFacts(session);
    m_studyHeading->setVisible(!facts.empty());
    m_study->setFacts(facts);
    m_lesions->setLesions(session.opened ? session.opened->lesions.lesions : std::vector<segmentation::Lesion>{});
    m_lesionHeading->setVisible(session.opened != nullptr);
}

void CaseListPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString CaseListPanel::searchText() const
{
    return m_search->text();
}

void CaseListPanel::buildOpenMenu()
{
    auto* menu = new QMenu(m_open);
    menu->addAction(QStringLiteral("Open files…\tCtrl+O"), this, &CaseListPanel::openFilesRequested);
    menu->addAction(QStringLiteral("Open DICOM folder…"), this, &CaseListPanel::openFolderRequested);
    menu->addSeparator();
    menu->addAction(QStringLiteral("Choose model pack…"), this, &CaseListPanel::choosePackRequested);
    m_open->setObjectName(QStringLiteral("openMenu"));
    m_open->setText(QStringLiteral("Open"));
    m_open->setToolTip(QStringLiteral("Open a study, or drop its files onto the window"));
    m_open->setProperty("role", QStringLiteral("plain"));
    m_open->setPopupMode(QToolButton::InstantPopup);
    m_open->setFocusPolicy(Qt::StrongFocus);
    m_open->setMenu(menu);
}

void CaseListPanel::selectCase(const std::optional<storage::CaseId>& id)
{
    m_current = id;
    const int row = id ? m_cases->rowOf(*id) : -1;
    m_list->setCurrentIndex(row < 0 ? QModelIndex() : m_cases->index(row, 0));
}

}  // namespace metrisk::ui::panels
