#include "core/common/Error.h"
#include "core/io/PatientMatch.h"

#include <gtest/gtest.h>

namespace metrisk::io {
namespace {

TEST(CaseStem, LeavesOutRoleWordsAndExtensions)
{
    EXPECT_EQ(caseStem("BraTS-MET-00110-000-t1c.nii.gz"), "BraTS-MET-00110-000");
    EXPECT_EQ(caseStem("/a/BraTS-MET-00110-000-t2f.nii"), "BraTS-MET-00110-000");
    EXPECT_EQ(caseStem("sub-01_ses-2_T1w_ce.nii.gz"), "sub-01_ses-2");
    EXPECT_EQ(caseStem("case_fla.nii.gz"), "case");
    EXPECT_EQ(caseStem("auto-seg-brats23.nii.gz"), "");
    EXPECT_EQ(caseStem("t1c.nii.gz"), "");
    EXPECT_EQ(caseStem("t1c_00123.nii.gz"), "00123");
    EXPECT_EQ(caseStem("brain_0041_flair.nii"), "0041");
}

TEST(CaseNames, DifferWhenTheirCaseNumbersDiffer)
{
    EXPECT_TRUE(namesDifferentCases("BraTS-MET-00110-000", "BraTS-MET-00111-000"));
    EXPECT_TRUE(namesDifferentCases("sub-01", "sub-02"));
    EXPECT_TRUE(namesDifferentCases("UCSF-0012", "scan_0013"));
    EXPECT_TRUE(namesDifferentCases("00110", "00111"));
}

TEST(CaseNames, DoNotDifferByDatesScanNumbersOrMethods)
{
    EXPECT_FALSE(namesDifferentCases("BraTS-MET-00110-000", ""));
    EXPECT_FALSE(namesDifferentCases("BraTS-MET-00110-000", "BraTS-MET-00110-001"));
    EXPECT_FALSE(namesDifferentCases("anna_20240101", "anna_20240305"));
    EXPECT_FALSE(namesDifferentCases("scan3", "scan7"));
    EXPECT_FALSE(namesDifferentCases("3", "7"));
    EXPECT_FALSE(namesDifferentCases("case001_0000", "case001_0001"));
    EXPECT_FALSE(namesDifferentCases("brain", "aurora"));
}

std::vector<PatientClue> nifti(const std::string& t1ce, const std::string& flair, const std::string& label)
{
    return {{Role::T1ce, t1ce, {}, {}, {}, {}},
            {Role::Flair, flair, {}, {}, {}, {}},
            {Role::Label, label, {}, {}, {}, {}}};
}

TEST(PatientMatch, NamesBothPatientsWhenTheyDiffer)
{
    try {
        refuseDifferentPatients(nifti("sub-01_t1ce.nii", "sub-02_flair.nii", "sub-01_seg.nii"));
        FAIL() << "two patients were taken for one";
    } catch (const Error& error) {
        EXPECT_EQ(error.whatHappened(),
                  "The T1-CE and the FLAIR belong to different patients: sub-01 and sub-02.");
    }
    auto clues = nifti("a", "b", "c");
    clues[0].patientId = "17";
    clues[1].patientId = "18";
    EXPECT_THROW(refuseDifferentPatients(clues), Error);
    clues[1].patientId = "17";
    EXPECT_NO_THROW(refuseDifferentPatients(clues));
    clues[0].birthDate = "1950-01-01";
    clues[1].birthDate = "1951-01-01";
    EXPECT_THROW(refuseDifferentPatients(clues), Error);
}

TEST(PatientMatch, TakesTheCommonStartOfTheFileNamesForTheCase)
{
    EXPECT_EQ(identityOf(nifti("BraTS-MET-00110-000-t1c.nii.gz", "BraTS-MET-00110-000-t2f.nii.gz",
                               "auto-seg-aurora.nii.gz")).id, "BraTS-MET-00110-000");
    EXPECT_EQ(identityOf(nifti("case_t1c.nii.gz", "case_fla.nii.gz", "case_label.nii.gz")).id, "case");
    EXPECT_EQ(identityOf(nifti("case001_0000.nii", "case001_0001.nii", "case001.nii")).id, "case001");
    EXPECT_EQ(identityOf(nifti("/d/tcga-fg-6692/sri24/t1c.nii.gz", "/d/tcga-fg-6692/sri24/flair.nii.gz",
                               "/d/tcga-fg-6692/sri24/auto-seg-scan.nii.gz")).id, "tcga-fg-6692");
    EXPECT_EQ(identityOf(nifti("/images/t1c.nii.gz", "/images/flair.nii.gz", "/images/seg.nii.gz")).id, "");
}

TEST(PatientMatch, PrefersWhatDicomSaysAndNotesTwoDates)
{
    auto clues = nifti("a", "b", "c_seg.nii");
    clues[0].patientId = "17";
    clues[0].patientName = "Doe Jane";
    clues[0].studyDate = "2024-05-17";
    clues[1].studyDate = "2024-03-01";
    EXPECT_EQ(identityOf(clues), (PatientIdentity{"17", "Doe Jane", "", "2024-05-17"}));
    ASSERT_EQ(dateNotes(clues).size(), 1U);
    EXPECT_NE(dateNotes(clues).front().find("2024-03-01"), std::string::npos);
}

}  // namespace
}  // namespace metrisk::io
