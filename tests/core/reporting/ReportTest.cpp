#include "core/reporting/Report.h"

#include "core/reporting/Wording.h"
#include "tests/core/reporting/DemoResult.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace metrisk::reporting {
namespace {

using ::metrisk::testing::demoResult;

std::string valueOf(const Section& section, const std::string& name)
{
    for (const auto& fact : section.facts)
        if (fact.name == name)
            return fact.value;
    return "(no " + name + ")";
}

std::vector<std::string> everySentenceOf(const Report& report)
{
    std::vector<std::string> all{report.title, report.patientLine, report.createdLine, report.statusLine,
                                 report.warning, report.headline, report.headlineDetail, report.spread,
                                 report.freedomNote};
    const auto addFacts = [&](const std::vector<Fact>& facts) {
        for (const auto& fact : facts)
            all.push_back(fact.name + ": " + fact.value);
    };
    addFacts(report.freedom);
    for (const auto* section : {&report.inputs, &report.clinical, &report.lesion, &report.relevance, &report.evidence,
                                &report.provenance, &report.intendedUse, &report.review}) {
        addFacts(section->facts);
        all.insert(all.end(), section->paragraphs.begin(), section->paragraphs.end());
    }
    return all;
}

TEST(Wording, OrdinalsAreEnglish)
{
    const std::vector<std::pair<int, std::string>> expected{
        {1, "1st"}, {2, "2nd"}, {3, "3rd"}, {4, "4th"}, {10, "10th"}, {11, "11th"}, {12, "12th"}, {13, "13th"},
        {20, "20th"}, {21, "21st"}, {22, "22nd"}, {33, "33rd"}, {91, "91st"}, {99, "99th"}, {100, "100th"},
        {111, "111th"}, {112, "112th"}, {113, "113th"}, {121, "121st"}};
    for (const auto& [number, text] : expected)
        EXPECT_EQ(ordinal(number), text);
}

TEST(Wording, SharesRoundToWholePercentAndNeverToACertaintyThatIsNone)
{
    EXPECT_EQ(percentNumber(0.7149), "71");
    EXPECT_EQ(percentNumber(0.715), "72");
    EXPECT_EQ(percentNumber(0.9951), ">99");
    EXPECT_EQ(percentNumber(0.0049), "<1");
    EXPECT_EQ(percentNumber(1.0), "100");
    EXPECT_EQ(percentNumber(0.0), "0");
}

TEST(Wording, FreedomComesWithItsIntervalOrSaysWhyNot)
{
    using Estimate = survival::KaplanMeierCurve::Estimate;
    EXPECT_EQ(freedomText(Estimate{0.713, 0.584, 0.806, false}), "71 % (58 to 81)");
    EXPECT_EQ(freedomText(Estimate{0.713, 0.584, 0.806, true}), "beyond follow-up");
    EXPECT_EQ(freedomText(Estimate{1.0, 1.0, 1.0, false}), "100 % (nobody has failed yet)");
    EXPECT_EQ(freedomText(Estimate{0.0, 0.0, 0.31, false}), "0 % (0 to 31)");
}

TEST(Wording, PercentilesStayBetweenTheFirstAndTheNinetyNinth)
{
    EXPECT_EQ(percentileText(90.7), "91st percentile");
    EXPECT_EQ(percentileText(0.2), "below the 1st percentile");
    EXPECT_EQ(percentileText(0.5), "1st percentile");
    EXPECT_EQ(percentileText(99.49), "99th percentile");
    EXPECT_EQ(percentileText(100.0), "above the 99th percentile");
}

TEST(Wording, VolumesTimesAndPValuesAreShort)
{
    EXPECT_EQ(volumeText(11.42), "11.4 mL");
    EXPECT_EQ(volumeText(0.617), "0.62 mL");
    EXPECT_EQ(timeText("2026-03-14T09:26:53Z"), "2026-03-14 09:26 UTC");
    EXPECT_EQ(timeText("yesterday"), "yesterday");
    EXPECT_EQ(pValueText(0.00099), "p < 0.001");
    EXPECT_EQ(pValueText(0.0042), "p = 0.004");
    EXPECT_EQ(pValueText(0.0461), "p = 0.046");
    EXPECT_EQ(pValueText(0.0123), "p = 0.01");
    EXPECT_EQ(shortDigest("0123456789abcdef"), "0123456789ab");
}

TEST(Wording, AMedianIsNamedOnlyWhereItWasReached)
{
    analysis::Placement placement;
    placement.groups = {{"low", survival::kaplanMeier({{5, false}, {6, true}, {7, false}, {8, false}})},
                        {"high", survival::kaplanMeier({{2, true}, {7, true}, {9, true}, {30, false}})}};
    // Exactly one half is left from 7 to 9; as R's quantile.survfit.
    EXPECT_EQ(mediansText(placement), "Median: high 8 months (2 to not reached); low not reached");
    placement.groups.pop_back();
    EXPECT_EQ(mediansText(placement), "Median not reached in any group");
    EXPECT_EQ(medianText({0.71, 0.5, 12.4}), "0.71 months (0.5 to 12)");
}

TEST(Report, SaysTheRiskAsGroupPercentileAndObservedFreedom)
{
    const auto result = demoResult();
    const Report report(result);
    EXPECT_EQ(report.title, "Risk of local failure");
    EXPECT_EQ(report.patientLine, "DEMO-0001 · 62 y · KPS 80 · NSCLC");
    EXPECT_EQ(report.headline, "High group");
    EXPECT_EQ(report.headlineDetail, "91st percentile of 253");
    ASSERT_EQ(report.freedom.size(), 2U);
    EXPECT_EQ(report.freedom[0].name, "Free from local failure, 12 months");
    EXPECT_EQ(report.freedom[0].value, freedomText(result.placement.groups[2].curve.at(12)));
    EXPECT_EQ(report.freedom[1].value, freedomText(result.placement.groups[2].curve.at(24)));
    EXPECT_NE(report.freedomNote.find("86 patients of the high group of MetRisk demonstration cohort, simulated"),
              std::string::npos);
}

TEST(Report, CallsTheSpreadADisagreementAndNotAConfidenceInterval)
{
    auto result = demoResult();
    EXPECT_EQ(Report(result).spread,
              "Five models: from the 64th to the 96th percentile; 4 of 5 say high, 1 says medium. This is the "
              "disagreement between the five models, not a confidence interval.");
    result.memberPercentiles.clear();  // a result of an older MetRisk
    EXPECT_EQ(Report(result).spread,
              "Five models: 4 of 5 say high, 1 says medium. This is the disagreement between the five models, not a "
              "confidence interval.");
}

TEST(Report, NeverShowsABareHazard)
{
    const auto all = everySentenceOf(Report(demoResult()));
    for (const auto& sentence : all) {
        EXPECT_EQ(sentence.find("hazard"), std::string::npos) << sentence;
        for (const std::string risk : {"0.61", "0.35", "0.72", "0.55", "0.90", "0.626", "0.63"})
            EXPECT_EQ(sentence.find(risk), std::string::npos) << sentence;
    }
}

TEST(Report, SaysBeyondFollowUpInsteadOfExtrapolating)
{
    auto result = demoResult();
    result.placement.groups[2].curve = survival::kaplanMeier({{3, true}, {9, false}, {14, false}});
    const Report report(result);
    EXPECT_EQ(report.freedom[0].value.substr(0, 4), "67 %");
    EXPECT_EQ(report.freedom[1].value, "beyond follow-up");
}

TEST(Report, SaysWhenFewerThanTenWereLeftAtTwentyFourMonths)
{
    auto result = demoResult();
    EXPECT_EQ(Report(result).freedomNote.find("still at risk"), std::string::npos);
    result.placement.groups[2].curve = survival::kaplanMeier({{3, true}, {9, false}, {30, false}});
    EXPECT_NE(Report(result).freedomNote.find("At 24 months only 1 was still at risk."), std::string::npos);
}

TEST(Report, SaysWhenTheCohortHasNobodyInTheGroup)
{
    auto result = demoResult();
    result.placement.groups.pop_back();
    const Report report(result);
    EXPECT_EQ(report.freedom[0].value, "not available");
    EXPECT_EQ(report.freedomNote, "The reference cohort has no patient in the high group.");
}

TEST(Report, CarriesTheDemonstrationStatementEvenWhenThePackForgotIt)
{
    auto result = demoResult();
    EXPECT_EQ(Report(result).warning, result.pack.statement);
    result.pack.statement.clear();
    EXPECT_EQ(Report(result).warning, "Demonstration model, trained on simulated patients.");
    result.pack.demonstration = false;
    EXPECT_EQ(Report(result).warning, "");
}

TEST(Report, NamesInputsLesionPackAndTheirDigests)
{
    const auto result = demoResult();
    const Report report(result);
    EXPECT_NE(valueOf(report.inputs, "FLAIR").find("demo_flair.nii.gz"), std::string::npos);
    EXPECT_NE(valueOf(report.inputs, "FLAIR").find(shortDigest(result.inputs[1].sha256) + "…"), std::string::npos);
    EXPECT_EQ(valueOf(report.provenance, "FLAIR sha256"), result.inputs[1].sha256);
    EXPECT_EQ(valueOf(report.provenance, "Pack sha256"), result.pack.sha256);
    EXPECT_EQ(valueOf(report.provenance, "Computed on"), "CPU · 2 threads");
    EXPECT_EQ(valueOf(report.lesion, "Side"), "right");
    EXPECT_EQ(valueOf(report.lesion, "Centre of the core"), "LPS -20.0, -10.0, 15.0 mm");
    EXPECT_EQ(valueOf(report.lesion, "Core volume"), "4.2 mL");
    EXPECT_EQ(valueOf(report.evidence, "C-index"), "0.71 (95 % interval 0.65 to 0.77)");
    EXPECT_EQ(valueOf(report.relevance, "Oedema"), "42 %");
    EXPECT_EQ(valueOf(report.relevance, "Clinical values"), "12 % of all relevance");
}

TEST(Report, SaysWhatWasNotEntered)
{
    auto result = demoResult();
    result.clinical.kps.reset();
    result.clinical.immunotherapy.reset();
    const Report report(result);
    EXPECT_EQ(valueOf(report.clinical, "KPS"), "not entered");
    EXPECT_EQ(valueOf(report.clinical, "Immunotherapy"), "not entered");
    EXPECT_EQ(report.patientLine, "DEMO-0001 · 62 y · NSCLC");
}

analysis::CaseResult trustedResult()
{
    auto result = demoResult();
    result.clinical.kps = 80;
    result.prediction.group = "high";
    result.clinicalEffects = {0.35, 253, {{"ageYears", 0.02, -0.01, 0.05}, {"kps", 0.11, 0.02, 0.2},
                                          {"immunotherapy", -0.21, -0.4, -0.1}}};
    result.applicability = {.distance = explanation::CohortDistance{{9.1, 10.2}, {55.0, 73.8}, 64.4},
                            .unusual = {"The core measures 96 mL; in the reference cohort it is 0.5 to 58 mL."},
                            .contour = {{-2.0, 0.2, "medium", 70.0}, {-1.0, 0.6, "high", 83.0}, {1.0, 0.9, "high", 92.6},
                                        {2.0, 1.0, "high", 95.0}},
                            .memberRankAgreement = 0.87};
    return result;
}

TEST(Report, SaysWhatTheClinicalValuesDidAsRatiosWithTheirSpread)
{
    const Report report(trustedResult());
    ASSERT_EQ(report.clinicalEffects.facts.size(), 3U);
    EXPECT_EQ(report.clinicalEffects.facts[1].name, "KPS · 80");
    EXPECT_EQ(report.clinicalEffects.facts[1].value, "rate of failure × 1.1 (models 1 to 1.2)");
    EXPECT_EQ(report.clinicalEffects.facts[2].value, "rate of failure × 0.81 (models 0.67 to 0.9)");
}

TEST(Report, SaysHowFarToTrustAndWhatAnOutlineALittleOffWouldChange)
{
    const Report report(trustedResult());
    ASSERT_EQ(report.trust.facts.size(), 3U);
    EXPECT_EQ(report.trust.facts[0].value, "within the reference cohort (64th percentile)");
    EXPECT_EQ(report.trust.facts[1].value, "-1 mm: high group, 83rd percentile; +1 mm: high group, 93rd percentile");
    EXPECT_EQ(report.trust.facts[2].value, "rank correlation 0.87");
    EXPECT_EQ(report.trust.paragraphs[0], "The core measures 96 mL; in the reference cohort it is 0.5 to 58 mL.");
    EXPECT_EQ(report.trust.paragraphs[1], "Moving the outline by up to 2 mm changes the risk group. Check the outline.");
    auto far = trustedResult();
    far.applicability.distance->percentile = 99.6;
    EXPECT_EQ(Report(far).trust.facts[0].value, "unusual: farther from the middle than 99 % of the reference cohort");
}

TEST(Report, SaysNothingAboutTrustThatAnOlderResultDoesNotHold)
{
    auto result = trustedResult();
    result.applicability = {};
    result.clinicalEffects.reset();
    EXPECT_TRUE(Report(result).trust.facts.empty() && Report(result).trust.paragraphs.empty());
    EXPECT_TRUE(Report(result).clinicalEffects.facts.empty());
}

TEST(Report, PutsWhatIsPredictedBesideWhatWasObserved)
{
    auto result = testing::demoResult();
    result.placement.predicted = {{0, 1.0, {1.0, 1.0}, false}, {6, 0.9, {0.85, 0.94}, false},
                                  {12, 0.783, {0.702, 0.851}, false}, {24, 0.5, {0.4, 0.6}, true}};
    const auto outlook = Report(result).outlook;
    ASSERT_EQ(outlook.facts.size(), 3U);
    EXPECT_EQ(outlook.facts[1].name, "12 months");
    EXPECT_EQ(outlook.facts[1].value.rfind("predicted 78 % (70 to 85); observed in the high group ", 0), 0U) << outlook.facts[1].value;
    EXPECT_EQ(outlook.facts[2].value.rfind("predicted beyond follow-up; observed", 0), 0U) << outlook.facts[2].value;
    EXPECT_NE(outlook.paragraphs.at(0).find("not the error of the risk itself"), std::string::npos);
    EXPECT_NE(outlook.paragraphs.at(0).find("death without failure as the end of follow-up"), std::string::npos);
}

TEST(Report, PredictsNothingWhereTheResultHoldsNoCurve)
{
    EXPECT_TRUE(Report(testing::demoResult()).outlook.facts.empty());
}

TEST(Report, NamesThePublishedIndicesOrWhatTheyLack)
{
    auto result = testing::demoResult();
    result.clinical.kps = 60;
    auto indices = Report(result).indices;
    ASSERT_EQ(indices.facts.size(), 3U);
    EXPECT_EQ(indices.facts[0].value, "RPA class III; published median survival 2.3 months");  // Gaspar 1997
    EXPECT_NE(indices.facts[1].value.find("number of brain metastases"), std::string::npos);
    result.clinical.kps = 90;                     // 1 of 4 points
    result.clinical.ageYears = 45;                // 1
    result.clinical.brainMetastases = 1;          // 1
    result.clinical.extracranialMetastases = false;  // 1
    indices = Report(result).indices;
    EXPECT_EQ(indices.facts[1].value, "GPA 4.0; published median survival 11.0 months");  // Sperduto 2008
    EXPECT_NE(indices.paragraphs.at(0).find("not freedom from local failure"), std::string::npos);
}

TEST(Report, SaysWhatItIsNotAndThatNobodyHasReviewedIt)
{
    const Report report(demoResult());
    EXPECT_EQ(report.mark, "DRAFT");
    EXPECT_EQ(report.statusLine, "MetRisk 0.1.0 · Research use only. Not a medical device. It does not replace "
                                 "clinical judgement.");
    const auto& caveat = report.relevanceCaveat;
    EXPECT_EQ(report.relevance.paragraphs.back(), caveat);
    EXPECT_NE(caveat.find("no finer than 16 mm"), std::string::npos);
    EXPECT_NE(caveat.find("does not show a cause"), std::string::npos);
}

}  // namespace
}  // namespace metrisk::reporting
