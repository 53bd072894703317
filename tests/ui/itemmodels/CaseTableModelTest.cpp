#include "ui/itemmodels/CaseTableModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace metrisk::ui::itemmodels {
namespace {

using Model = CaseTableModel;

storage::CaseSummary analysedCase()
{
    return {.id = 7, .patientId = "PAT-007", .patientName = "Doe Jane", .primary = "NSCLC",
            .updatedAt = "2026-03-14T09:26:53Z", .group = "high", .percentile = 90.6, .predictions = 2,
            .demonstration = true};
}

storage::CaseSummary newCase()
{
    return {.id = 9, .patientId = "", .patientName = "Roe", .primary = "", .updatedAt = "2026-03-15T10:00:00Z",
            .group = {}, .percentile = {}, .predictions = 0, .demonstration = false};
}

QString textAt(const Model& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

TEST(CaseTableModel, ShowsIdGroupPercentileDayAndState)
{
    Model model;
    const QAbstractItemModelTester tester(&model);
    model.setCases({analysedCase(), newCase()});
    ASSERT_EQ(model.rowCount(), 2);
    EXPECT_EQ(textAt(model, 0, Model::Case), "PAT-007");
    EXPECT_EQ(textAt(model, 0, Model::Group), "high");
    EXPECT_EQ(textAt(model, 0, Model::Percentile), "91");
    EXPECT_EQ(textAt(model, 0, Model::Updated), "2026-03-14");
    EXPECT_EQ(textAt(model, 0, Model::State), "analysed 2 times");
    EXPECT_EQ(model.index(0, 0).data(Model::CaseIdRole).toLongLong(), 7);
    EXPECT_TRUE(model.index(0, 0).data(Model::DemonstrationRole).toBool());
}

TEST(CaseTableModel, SaysWhenACaseHasNoResultInsteadOfShowingOne)
{
    Model model;
    model.setCases({newCase()});
    EXPECT_EQ(textAt(model, 0, Model::Case), "Roe");
    EXPECT_EQ(textAt(model, 0, Model::Group), "");
    EXPECT_EQ(textAt(model, 0, Model::Percentile), "");
    EXPECT_EQ(textAt(model, 0, Model::State), "not analysed");
    const auto spoken = model.index(0, 0).data(Qt::AccessibleTextRole).toString();
    EXPECT_TRUE(spoken.contains("no group yet")) << spoken.toStdString();
}

TEST(CaseTableModel, FindsTheRowOfACase)
{
    Model model;
    model.setCases({analysedCase(), newCase()});
    EXPECT_EQ(model.rowOf(9), 1);
    EXPECT_EQ(model.rowOf(8), -1);
}

TEST(CaseTableModel, TellsItsViewsThatTheListIsAnother)
{
    Model model;
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setCases({analysedCase()});
    model.setCases({});
    EXPECT_EQ(resets.count(), 2);
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(CaseTableModel, NamesItsColumnsAndAnswersNothingOutsideOfThem)
{
    Model model;
    model.setCases({analysedCase()});
    EXPECT_EQ(model.headerData(Model::Updated, Qt::Horizontal).toString(), "Last change");
    EXPECT_FALSE(model.headerData(Model::ColumnCount, Qt::Horizontal).isValid());
    EXPECT_FALSE(model.data(model.index(1, 0)).isValid());
}

}  // namespace
}  // namespace metrisk::ui::itemmodels
