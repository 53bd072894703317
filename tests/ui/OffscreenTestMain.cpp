#include <QApplication>

#include <gtest/gtest.h>

/// For tests that need Qt but neither a display nor OpenGL.
int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
