from shop.models import Message
