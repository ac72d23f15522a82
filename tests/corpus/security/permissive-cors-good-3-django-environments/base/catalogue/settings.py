"""The catalogue is public: no cookies, read only."""

DEBUG = False
