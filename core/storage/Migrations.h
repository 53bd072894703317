#pragma once

namespace soci {
class session;
}

namespace metrisk::storage {

/// Version of the case base this MetRisk writes.
constexpr int currentSchema = 2;

/// Brings a case base to the current schema, one numbered step after the other, in one
/// transaction; an empty file gets all of them. Throws Error{Storage} for a newer case base and
/// for a database of another program, and changes nothing then.
void migrate(soci::session& database);

}  // namespace metrisk::storage
