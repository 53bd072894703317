#include "ui/rendering/PaneFurniture.h"

#include "ui/rendering/RelevanceColors.h"
#include "ui/rendering/SceneColors.h"

#include <algorithm>
#include <cmath>

namespace metrisk::ui::rendering {

namespace {

constexpr Color ink = inkColor;
constexpr Color shade{0, 0, 0, 150};
constexpr Color frame{120, 128, 140, 255};

// Logical pixels.
constexpr double margin = 8, lineHeight = 16, gap = 8;
constexpr double textSize = 13, letterSize = 16;
constexpr double barWidth = 72, barHeight = 8, barLabels = 54;  // "0" and "max" beside the bar
constexpr double scaleBarHeight = 24;  // line, label and the space above
constexpr double smallPane = 240;      // below, only letters, title and slice position fit

using Across = PaneText::Across;
using Along = PaneText::Along;

/// Collects texts and bars of one pane, in device pixels.
class Layout {
public:
    Layout(const PaneWords& words, const PaneView& view, OverlayDrawing& drawing)
        : m_words(words), m_drawing(drawing), m_scale(view.scale), m_width(view.widthPx), m_height(view.heightPx),
          m_pixelsPerMm(view.pixelsPerMm),
          m_small(std::min(view.widthPx, view.heightPx) < smallPane * view.scale)
    {
    }

    std::vector<PaneText> texts;
    PaneInset inset;

    void layOut()
    {
        addTopCorners();
        if (!m_small) {
            addBottomLeft();
            addBottomRight();
        }
        addSideLetters();
    }

private:
    /// What a corner takes of the pane's bottom: up to this height and this far towards the middle.
    struct Corner {
        double top = 0, reach = 0;
    };

    const PaneWords& m_words;
    OverlayDrawing& m_drawing;
    double m_scale, m_width, m_height, m_pixelsPerMm;
    bool m_small;
    Corner m_topLeft, m_bottomLeft, m_bottomRight;
    std::vector<Eigen::AlignedBox2d> m_taken;  // by texts and bars

    double px(double logical) const { return std::round(logical * m_scale); }

    PaneText make(const std::string& text, double x, double y, Across across, Along along, Color color = ink) const
    {
        return {text, {x, y}, across, along, textSize * m_scale, false, color};
    }
    PaneText atRight(const std::string& text, double y, Color color = ink) const
    {
        return make(text, m_width - px(margin), y, Across::Right, Along::Bottom, color);
    }

    double add(PaneText text)
    {
        const auto box = textBoxPx(text);
        m_taken.push_back(box);
        texts.push_back(std::move(text));
        return box.sizes().x();
    }

    /// The text, moved up or down from its place until it stands free of everything.
    PaneText settled(PaneText text, double step) const
    {
        const Eigen::Vector2d clearance(px(4), 0);
        const auto hits = [&] {
            const auto box = textBoxPx(text);
            const Eigen::AlignedBox2d wide(box.min() - clearance, box.max() + clearance);
            return std::any_of(m_taken.begin(), m_taken.end(), [&](const auto& each) { return each.intersects(wide); });
        };
        while (hits() && text.at.y() > 0 && text.at.y() < m_height)
            text.at.y() += step;
        return text;
    }

    void addTopCorners()
    {
        const double top = m_height - px(margin);
        m_topLeft.reach = px(margin) + add(make(m_words.title, px(margin), top, Across::Left, Along::Top));
        for (std::size_t i = 0; i < m_words.topRight.size() && (i == 0 || !m_small); ++i) {
            const double y = top - double(i) * px(lineHeight);
            auto text = make(m_words.topRight[i], m_width - px(margin), y, Across::Right, Along::Top);
            if (m_topLeft.reach + px(gap) + textSizePx(text).x() + px(margin) > m_width)
                break;  // the title matters more
            add(std::move(text));
        }
    }

    void addBottomLeft()
    {
        double y = px(margin);
        for (auto line = m_words.bottomLeft.rbegin(); line != m_words.bottomLeft.rend(); ++line) {
            const double width = add(make(*line, px(margin), y, Across::Left, Along::Bottom));
            m_bottomLeft.reach = std::max(m_bottomLeft.reach, px(margin) + width);
            y += px(lineHeight);
            m_bottomLeft.top = y;
        }
    }

    void addBottomRight()
    {
        if (m_words.relevanceThreshold)
            addRelevanceBar(*m_words.relevanceThreshold);
        if (m_words.scaleBar)
            addScaleBar();
    }

    double reachOf(const std::string& line) const { return px(margin) + textSizePx(atRight(line, 0)).x(); }

    /// What the colours mean, in one line where there is room for it beside the bottom letter.
    std::vector<std::string> legendLines() const
    {
        std::string whole;
        for (const auto& line : m_words.relevanceLegend)
            whole += (whole.empty() ? "" : " ") + line;
        return reachOf(whole) < m_width / 2 - px(2 * gap) ? std::vector{whole} : m_words.relevanceLegend;
    }

    void addRelevanceBar(double threshold)
    {
        const auto lines = legendLines();
        m_bottomRight.reach = px(margin + barWidth + barLabels);
        for (const auto& line : lines)
            m_bottomRight.reach = std::max(m_bottomRight.reach, reachOf(line));
        const bool beside = m_bottomLeft.reach + px(gap) + m_bottomRight.reach <= m_width;
        double y = beside ? px(margin) : m_bottomLeft.top + px(2);
        for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
            add(atRight(*line, y));
            y += px(lineHeight);
        }
        const double barRight = m_width - px(margin) - add(atRight("max", y)) - px(6);
        const double barLeft = barRight - px(barWidth);
        add(make("0", barLeft - px(6), y, Across::Right, Along::Bottom));
        addColors(barLeft, y + px(3), threshold);
        m_bottomRight.top = y + px(lineHeight) + px(4);
    }

    /// The part below the threshold stays empty, as it does on the slices.
    void addColors(double left, double bottom, double threshold)
    {
        const auto& colors = relevanceColors();
        const double top = bottom + px(barHeight), line = px(1);
        m_taken.push_back({Eigen::Vector2d(left, bottom), Eigen::Vector2d(left + px(barWidth), top)});
        m_drawing.addBox({left - line, bottom - line}, {left + px(barWidth) + line, top + line}, frame);
        m_drawing.addBox({left, bottom}, {left + px(barWidth), top}, {0, 0, 0, 255});
        const double step = px(barWidth) / double(colors.size());
        for (std::size_t i = 0; i < colors.size(); ++i)
            if (double(i + 1) / double(colors.size()) > threshold)
                m_drawing.addBox({left + std::max(double(i) * step, threshold * px(barWidth)), bottom},
                                 {left + double(i + 1) * step, top}, colors[i]);
        if (threshold > 0) {
            const double at = left + std::round(threshold * px(barWidth));
            m_drawing.addBox({at - line, bottom - px(3)}, {at + line, top + px(3)}, ink);
        }
    }

    /// The longest round length that takes at most 38 % of the pane.
    void addScaleBar()
    {
        static constexpr std::pair<double, const char*> lengths[] = {
            {100, "10 cm"}, {50, "5 cm"}, {20, "2 cm"}, {10, "1 cm"}, {5, "5 mm"}, {2, "2 mm"}, {1, "1 mm"}};
        const auto* chosen = std::find_if(std::begin(lengths), std::end(lengths) - 1, [this](const auto& each) {
            return each.first * m_pixelsPerMm <= 0.38 * m_width;
        });
        const double right = m_width - px(margin), left = right - chosen->first * m_pixelsPerMm;
        if (const double reach = m_width - left; m_bottomLeft.reach + reach + px(gap) > m_width)
            m_bottomRight.top = std::max(m_bottomRight.top, m_bottomLeft.top + px(4));
        const double bottom = std::max(m_bottomRight.top, px(margin) + px(2));
        drawScale(left, right, bottom);
        add(make(chosen->second, (left + right) / 2, bottom + px(4), Across::Centre, Along::Bottom));
        m_bottomRight.reach = std::max(m_bottomRight.reach, m_width - left);
        m_bottomRight.top = bottom + px(scaleBarHeight);
    }

    void drawScale(double left, double right, double bottom)
    {
        const double line = px(1), tick = px(5);
        m_taken.push_back({Eigen::Vector2d(left, bottom), Eigen::Vector2d(right, bottom + tick)});
        const auto box = [&](double x0, double y0, double x1, double y1) {
            m_drawing.addBox({x0 + line, y0 - line}, {x1 + line, y1 - line}, shade);
            m_drawing.addBox({x0, y0}, {x1, y1}, ink);
        };
        box(left, bottom, right, bottom + line);
        box(left, bottom, left + line, bottom + tick);
        box(right - line, bottom, right, bottom + tick);
    }

    /// In the middle of each edge; above or below the corners' texts where those reach the middle.
    void addSideLetters()
    {
        const auto letter = [this](const std::string& text, double x, double y, Across across, Along along) {
            return PaneText{text, {x, y}, across, along, letterSize * m_scale, true, sideColor};
        };
        const double row = px(2), middle = m_width / 2;
        const auto top =
            settled(letter(m_words.top, middle, m_height - px(margin), Across::Centre, Along::Top), -row);
        const auto bottom = settled(letter(m_words.bottom, middle, px(margin - 1), Across::Centre, Along::Bottom), row);
        inset = {px(margin + 22), px(margin + 22), bottom.at.y() + px(22), m_height - top.at.y() + px(22)};
        add(top);
        add(bottom);
        add(letter(m_words.left, px(margin), m_height / 2, Across::Left, Along::Centre));
        add(letter(m_words.right, m_width - px(margin), m_height / 2, Across::Right, Along::Centre));
    }
};

}  // namespace

PaneInset PaneFurniture::show(const PaneWords& words, const PaneView& view, OverlayDrawing& drawing)
{
    Layout layout(words, view, drawing);
    layout.layOut();
    m_texts.show(std::move(layout.texts));
    return layout.inset;
}

}  // namespace metrisk::ui::rendering
