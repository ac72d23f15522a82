package com.acme.risk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestTemplate;

@Configuration
public class HttpConfig {

    /** Used by every client of the risk service. */
    @Bean
    public RestTemplate restTemplate() {
        return new RestTemplate();
    }
}
