#include "ui/panels/NoticeBar.h"

#include "ui/panels/Controls.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace metrisk::ui::panels {
namespace {

constexpr int mostNotices = 3;
constexpr auto sentenceProperty = "sentence";

QString titleOf(common::Error::Kind kind)
{
    switch (kind) {
    case common::Error::Kind::Input: return QStringLiteral("Input");
    case common::Error::Kind::Model: return QStringLiteral("Model");
    case common::Error::Kind::Storage: return QStringLiteral("Storage");
    case common::Error::Kind::Internal: return QStringLiteral("Defect");
    }
    return {};
}

QWidget* noticeOf(const common::Error& error)
{
    auto* notice = new QFrame;
    notice->setObjectName(QStringLiteral("notice"));
    notice->setProperty("role", QStringLiteral("notice"));
    auto* layout = new QHBoxLayout(notice);
    layout->setContentsMargins(16, 8, 8, 8);
    layout->setSpacing(12);
    auto* kind = new QLabel(titleOf(error.kind()));
    kind->setProperty("role", QStringLiteral("noticeKind"));
    layout->addWidget(kind, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(sentence(text(error.whatHappened())));
    if (!error.whatToDo().empty())
        words->addWidget(secondary(text(error.whatToDo())));
    layout->addLayout(words, 1);
    const auto whole = text(error.whatHappened() + ' ' + error.whatToDo()).trimmed();
    notice->setProperty(sentenceProperty, whole);
    notice->setAccessibleName(whole);
    return notice;
}

}  // namespace

NoticeBar::NoticeBar(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(1);
    hide();
}

void NoticeBar::post(const common::Error& error)
{
    auto* notice = noticeOf(error);
    for (int i = m_rows->count() - 1; i >= 0; --i)
        if (m_rows->itemAt(i)->widget()->property(sentenceProperty) == notice->property(sentenceProperty))
            remove(m_rows->itemAt(i)->widget());  // said again: once is enough
    while (m_rows->count() >= mostNotices)
        remove(m_rows->itemAt(0)->widget());
    auto* dismiss = new QToolButton;
    dismiss->setText(QStringLiteral("Dismiss"));
    dismiss->setProperty("role", QStringLiteral("quiet"));
    notice->layout()->addWidget(dismiss);
    notice->layout()->setAlignment(dismiss, Qt::AlignTop);
    connect(dismiss, &QToolButton::clicked, this, [this, notice] { remove(notice); });
    m_rows->addWidget(notice);
    show();
}

void NoticeBar::clear()
{
    while (m_rows->count() > 0)
        remove(m_rows->itemAt(0)->widget());
}

QStringList NoticeBar::notices() const
{
    QStringList sentences;
    for (int i = 0; i < m_rows->count(); ++i)
        sentences << m_rows->itemAt(i)->widget()->property(sentenceProperty).toString();
    return sentences;
}

void NoticeBar::remove(QWidget* notice)
{
    m_rows->removeWidget(notice);
    notice->hide();
    notice->deleteLater();
    setVisible(m_rows->count() > 0);
}

}  // namespace metrisk::ui::panels
