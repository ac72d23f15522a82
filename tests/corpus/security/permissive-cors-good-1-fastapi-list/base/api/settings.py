from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    title: str = "Orders"
    database_url: str


settings = Settings()
