class Config {
    static final String PASSWORD_KEY = "spring.datasource.password";
    String password = System.getenv("DB_PASSWORD");
    String tokenEndpoint = "https://login.shop-prod.net/token1";
}
