#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPointF>
#include <QString>

#include <vector>

namespace metrisk::testing {

/// A paint device that keeps every text and where its baseline begins, in device coordinates.
class TextRecorder : public QPaintDevice {
public:
    struct Text {
        QString text;
        QPointF at;
        double width = 0.0;
    };

    explicit TextRecorder(const QSize& size) : m_size(size), m_engine(m_texts) {}

    const std::vector<Text>& texts() const { return m_texts; }
    QPaintEngine* paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth: return m_size.width();
        case PdmHeight: return m_size.height();
        case PdmWidthMM: return m_size.width() * 254 / 960;
        case PdmHeightMM: return m_size.height() * 254 / 960;
        case PdmDpiX: case PdmDpiY: case PdmPhysicalDpiX: case PdmPhysicalDpiY: return 96;
        case PdmDepth: return 32;
        case PdmDevicePixelRatioScaled: return int(devicePixelRatioFScale());
        default: return 1;
        }
    }

private:
    class Engine : public QPaintEngine {
    public:
        explicit Engine(std::vector<Text>& texts) : QPaintEngine(AllFeatures), m_texts(texts) {}
        bool begin(QPaintDevice*) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState&) override {}
        void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
        void drawPath(const QPainterPath&) override {}
        void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
        Type type() const override { return User; }
        void drawTextItem(const QPointF& at, const QTextItem& item) override
        {
            const QTransform transform = state->transform();
            m_texts.push_back({item.text(), transform.map(at), item.width() * transform.m11()});
        }

    private:
        std::vector<Text>& m_texts;
    };

    QSize m_size;
    std::vector<Text> m_texts;
    mutable Engine m_engine;
};

}  // namespace metrisk::testing
