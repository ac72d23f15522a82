#![allow(missing_docs)]
//! The gateway.

/// Limits of a route.
pub struct Limits {
    /// Requests a second.
    pub per_second: u32,
    /// Requests that may come at once.
    pub burst: u32,
}
