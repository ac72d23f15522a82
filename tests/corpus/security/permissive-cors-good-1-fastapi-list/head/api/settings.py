from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    title: str = "Orders"
    database_url: str
    cors_origins: list[str] = ["https://app.acme.example"]


settings = Settings()
