package com.acme.accounts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class AccountConfig {

    @Bean
    public AccountMapper accountMapper() {
        return new AccountMapper();
    }
}
