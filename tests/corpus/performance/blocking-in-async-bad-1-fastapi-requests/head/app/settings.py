import os


class Settings:
    crm_url = os.environ["CRM_URL"]
    geo_url = os.environ["GEO_URL"]


settings = Settings()
