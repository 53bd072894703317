#include "ui/rendering/PaneTexts.h"

#include <vtkNew.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkStdString.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>
#include <vtkTextRenderer.h>

#include <cmath>

namespace metrisk::ui::rendering {

namespace {

constexpr int dotsPerInch = 72;  // one point is one pixel

void style(vtkTextProperty* property, const PaneText& text)
{
    property->SetFontFamilyToArial();
    property->SetFontSize(int(std::lround(text.sizePx)));
    property->SetBold(text.bold);
    property->SetColor(text.color.red / 255.0, text.color.green / 255.0, text.color.blue / 255.0);
    property->SetOpacity(text.color.alpha / 255.0);
    property->ShadowOn();  // readable over bright tissue too
    property->SetShadowOffset(1, -1);
    switch (text.across) {
    case PaneText::Across::Left: property->SetJustificationToLeft(); break;
    case PaneText::Across::Centre: property->SetJustificationToCentered(); break;
    case PaneText::Across::Right: property->SetJustificationToRight(); break;
    }
    switch (text.along) {
    case PaneText::Along::Bottom: property->SetVerticalJustificationToBottom(); break;
    case PaneText::Along::Centre: property->SetVerticalJustificationToCentered(); break;
    case PaneText::Along::Top: property->SetVerticalJustificationToTop(); break;
    }
}

}  // namespace

Eigen::Vector2d textSizePx(const PaneText& text)
{
    vtkNew<vtkTextProperty> property;
    style(property, text);
    int box[4] = {0, -1, 0, -1};
    auto* writer = vtkTextRenderer::GetInstance();
    if (text.text.empty() || !writer || !writer->GetBoundingBox(property, text.text, box, dotsPerInch))
        return Eigen::Vector2d::Zero();
    return {double(box[1] - box[0] + 1), double(box[3] - box[2] + 1)};
}

Eigen::AlignedBox2d textBoxPx(const PaneText& text)
{
    const Eigen::Vector2d size = textSizePx(text);
    // Which share of the box lies left of and below the text's point.
    const double left = text.across == PaneText::Across::Left ? 0 : text.across == PaneText::Across::Right ? 1 : 0.5;
    const double below = text.along == PaneText::Along::Bottom ? 0 : text.along == PaneText::Along::Top ? 1 : 0.5;
    const Eigen::Vector2d low = text.at - size.cwiseProduct(Eigen::Vector2d(left, below));
    return {low, low + size};
}

struct PaneTexts::Impl {
    vtkRenderer* renderer = nullptr;
    std::vector<vtkSmartPointer<vtkTextActor>> actors;
    std::vector<PaneText> texts;

    vtkTextActor* actor(std::size_t index)
    {
        while (actors.size() <= index) {
            auto added = vtkSmartPointer<vtkTextActor>::New();
            added->SetTextScaleModeToNone();
            added->PickableOff();
            renderer->AddActor2D(added);
            actors.push_back(added);
        }
        return actors[index];
    }
};

PaneTexts::PaneTexts(vtkRenderer* renderer) : m_impl(std::make_unique<Impl>())
{
    m_impl->renderer = renderer;
}

PaneTexts::~PaneTexts() = default;

void PaneTexts::show(std::vector<PaneText> texts)
{
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto* actor = m_impl->actor(i);
        actor->SetVisibility(!texts[i].text.empty());
        if (texts[i].text.empty())
            continue;
        actor->SetInput(texts[i].text.c_str());
        actor->SetPosition(std::round(texts[i].at.x()), std::round(texts[i].at.y()));
        style(actor->GetTextProperty(), texts[i]);
    }
    for (std::size_t i = texts.size(); i < m_impl->actors.size(); ++i)
        m_impl->actors[i]->VisibilityOff();
    m_impl->texts = std::move(texts);
}

const std::vector<PaneText>& PaneTexts::shown() const
{
    return m_impl->texts;
}

}  // namespace metrisk::ui::rendering
