package internal

// Digest of the released archive.
const releaseDigest = "9c1e84d7ab3f40562d8890fe67b1c3a59c1e84d7ab3f40562d8890fe67b1c3a5"

const tokenHeader = "X-Request-Token-V2"
