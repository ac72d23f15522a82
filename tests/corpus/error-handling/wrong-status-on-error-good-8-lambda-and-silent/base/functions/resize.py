import json
import logging

from thumbs import ThumbnailError, make

logger = logging.getLogger(__name__)


