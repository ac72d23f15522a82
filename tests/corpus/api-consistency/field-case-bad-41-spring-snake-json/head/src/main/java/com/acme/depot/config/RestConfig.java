package com.acme.depot.config;

@Configuration
public class RestConfig {
    @Bean RestTemplate rest() { return new RestTemplate(); }
}
