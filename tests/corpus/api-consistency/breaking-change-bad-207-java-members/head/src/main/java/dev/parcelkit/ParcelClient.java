package dev.parcelkit;

import dev.parcelkit.internal.Wire;
import java.net.http.HttpClient;
import java.time.Duration;

/** Talks to the tracking service. */
public class ParcelClient {
    private final HttpClient http;
    private final String token;

    public ParcelClient(String token) {
        this.token = token;
        this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    }

    /** The last known status of a parcel. */
    public Status status(String number, String carrier) throws TrackingException {
        if (carrier == null || carrier.isBlank()) {
            throw new TrackingException("no carrier for " + number);
        }
        return Status.valueOf(Wire.get(http, token, "/parcels/" + carrier + "/" + number));
    }

    /** Where people can follow the parcel. */
    public String trackingUrl(String number) {
        return "https://parcelkit.dev/follow/" + number;
    }

    protected Duration timeout() {
        return Duration.ofSeconds(10);
    }

    String token() {
        return token;
    }
}
