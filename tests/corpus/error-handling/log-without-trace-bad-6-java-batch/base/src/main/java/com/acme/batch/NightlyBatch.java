package com.acme.batch;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class NightlyBatch {

    private static final Logger log = LoggerFactory.getLogger(NightlyBatch.class);

    private final List<Step> steps;

    public NightlyBatch(List<Step> steps) {
        this.steps = steps;
    }

    @Scheduled(cron = "0 0 2 * * *")
    public void run() {
        for (Step step : steps) {
            step.execute();
        }
    }
}
