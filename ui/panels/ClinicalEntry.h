#pragma once

#include "core/clinical/ClinicalRecord.h"
#include "core/common/Error.h"
#include "ui/panels/Controls.h"

#include <QLineEdit>

/// What the fields of the clinical form share: reading what was typed, and saying what is wrong with it.
namespace metrisk::ui::panels {

/// Absent when the field is empty or holds no whole number.
inline std::optional<int> wholeNumberIn(const QLineEdit* field)
{
    bool understood = false;
    const int value = field->text().trimmed().toInt(&understood);
    return understood ? std::optional(value) : std::nullopt;
}

/// What core says about one value alone; empty when it is in range.
template <class Value>
QString problemOf(std::optional<Value> clinical::ClinicalRecord::*field, const clinical::ClinicalRecord& record)
{
    clinical::ClinicalRecord alone;
    alone.*field = record.*field;
    try {
        clinical::check(alone);
        return {};
    } catch (const Error& error) {
        return text(error.whatHappened() + ' ' + error.whatToDo());
    }
}

}  // namespace metrisk::ui::panels
