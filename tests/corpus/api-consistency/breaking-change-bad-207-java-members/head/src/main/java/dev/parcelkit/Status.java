package dev.parcelkit;

/** Where a parcel is. */
public enum Status {
    UNKNOWN,
    MOVING,
    DELIVERED
}
