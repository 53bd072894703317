#include "core/io/StudyFiles.h"

namespace metrisk::io {

std::string roleName(Role role)
{
    switch (role) {
    case Role::T1ce: return "T1-CE";
    case Role::Flair: return "FLAIR";
    case Role::Label: return "label";
    }
    return {};
}

std::string roleKey(Role role)
{
    switch (role) {
    case Role::T1ce: return "t1ce";
    case Role::Flair: return "flair";
    case Role::Label: return "label";
    }
    return {};
}

std::optional<Role> roleOfKey(const std::string& key)
{
    for (const auto role : {Role::T1ce, Role::Flair, Role::Label})
        if (roleKey(role) == key)
            return role;
    return std::nullopt;
}

const std::filesystem::path& StudyFiles::of(Role role) const
{
    return role == Role::T1ce ? t1ce : role == Role::Flair ? flair : label;
}

std::filesystem::path& StudyFiles::of(Role role)
{
    return role == Role::T1ce ? t1ce : role == Role::Flair ? flair : label;
}

}  // namespace metrisk::io
