package com.acme.ship;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
public class LabelService {

    private static final Logger log = LoggerFactory.getLogger(LabelService.class);
    private final CarrierClient carrier;

    public LabelService(CarrierClient carrier) {
        this.carrier = carrier;
    }

    /** Creates the label of a parcel; the carrier is flaky, so we insist. */
    public byte[] createLabel(Parcel parcel) {
        while (true) {
            try {
                return carrier.label(parcel);
            } catch (IOException e) {
                log.warn("label for {} failed, trying again", parcel.id(), e);
            }
        }
    }

    public Tracking track(String number) throws IOException {
        int attempts = 0;
        while (true) {
            try {
                return carrier.track(number);
            } catch (IOException e) {
                attempts++;
                if (attempts >= 4) {
                    throw e;
                }
                log.info("tracking {} failed on attempt {}", number, attempts, e);
            }
        }
    }
}
