#pragma once

#include "core/common/Error.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace metrisk::inference {

/// A part of model.json that knows where it stands, so that a complaint names the key.
class JsonSection {
public:
    JsonSection(const nlohmann::json& value, std::string place) : m_value(value), m_place(std::move(place)) {}

    bool has(const std::string& key) const { return m_value.is_object() && m_value.contains(key); }

    JsonSection at(const std::string& key) const
    {
        const auto found = m_value.is_object() ? m_value.find(key) : m_value.end();
        const std::string place = m_place.empty() ? key : m_place + "." + key;
        if (!m_value.is_object() || found == m_value.end())
            wrong("has no “" + place + "”");
        return {*found, place};
    }

    std::vector<JsonSection> items() const
    {
        if (!m_value.is_array())
            wrong("has no list under “" + m_place + "”");
        std::vector<JsonSection> items;
        for (std::size_t i = 0; i < m_value.size(); ++i)
            items.emplace_back(m_value[i], m_place + "[" + std::to_string(i) + "]");
        return items;
    }

    int integer() const
    {
        if (!m_value.is_number_integer() || std::abs(m_value.get<double>()) > std::numeric_limits<int>::max())
            wrong("has no whole number under “" + m_place + "”");
        return m_value.get<int>();
    }

    double number() const
    {
        if (!m_value.is_number() || !std::isfinite(m_value.get<double>()))
            wrong("has no number under “" + m_place + "”");
        return m_value.get<double>();
    }

    double numberWithin(double low, double high) const
    {
        if (const double value = number(); value >= low && value <= high)
            return value;
        wrong("has a value out of range under “" + m_place + "”");
    }

    bool flag() const
    {
        if (!m_value.is_boolean())
            wrong("has no true or false under “" + m_place + "”");
        return m_value.get<bool>();
    }

    std::string text() const
    {
        if (!m_value.is_string() || m_value.get_ref<const std::string&>().empty())
            wrong("has no text under “" + m_place + "”");
        return m_value.get<std::string>();
    }

    /// A file of the pack lies in the pack's own folder and nowhere else.
    std::string fileName() const
    {
        const std::string name = text();
        if (name == "." || name == ".." || name.find_first_of("/\\:") != std::string::npos)
            wrong("names the file “" + name + "”, which is not a plain file name");
        return name;
    }

    std::string digest() const
    {
        const std::string digits = text();
        if (digits.size() != 64 || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
            wrong("has “" + digits + "” where a SHA-256 digest should stand");
        return digits;
    }

    [[noreturn]] static void wrong(const std::string& what)
    {
        throw Error(Error::Kind::Model, "The model pack's model.json " + what + ".",
                    "Copy the pack again from where you got it, or choose another pack.");
    }

private:
    const nlohmann::json& m_value;
    std::string m_place;
};

}  // namespace metrisk::inference
