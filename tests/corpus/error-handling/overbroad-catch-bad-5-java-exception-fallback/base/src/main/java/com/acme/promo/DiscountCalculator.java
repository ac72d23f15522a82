package com.acme.promo;

import java.math.BigDecimal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
public class DiscountCalculator {

    private static final Logger log = LoggerFactory.getLogger(DiscountCalculator.class);

    private final CampaignRepository campaigns;
    private final RuleEngine engine;

    public DiscountCalculator(CampaignRepository campaigns, RuleEngine engine) {
        this.campaigns = campaigns;
        this.engine = engine;
    }

    public BigDecimal discount(Cart cart) {
        List<Campaign> active = campaigns.findActive();
        return engine.evaluate(cart, active);
    }
}
