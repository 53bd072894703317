#include "ui/views/OpenGlDefaults.h"

#include <QApplication>

#include <gtest/gtest.h>

/// For tests of widgets with OpenGL: needs a display, as xvfb-run gives one.
int main(int argc, char** argv)
{
    metrisk::ui::views::useOpenGlDefaults();
    const QApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
