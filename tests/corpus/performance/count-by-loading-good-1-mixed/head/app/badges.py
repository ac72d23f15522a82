from shop.models import Message


def unread(user):
    return Message.objects.filter(recipient=user, read=False).count()


def inbox(user):
    messages = list(Message.objects.filter(recipient=user)[:50])
    return {"count": len(messages), "messages": [message.text for message in messages]}
