package dev.parcelkit;

/** The service could not be asked. */
public class TrackingException extends Exception {
    public TrackingException(String message) {
        super(message);
    }
}
