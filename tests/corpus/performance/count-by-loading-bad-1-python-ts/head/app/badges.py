from shop.models import Message


def unread(user):
    """How many messages the user has not read."""
    return len(list(Message.objects.filter(recipient=user, read=False)))
