def page(session, n):
    last = session.query(Item).order_by(Item.id.desc()).first()
    nxt = Item(number=last.number + 1)
    session.add(nxt)
    session.commit()

def age(user_id):
    user = User.objects.get(pk=user_id)
    return now().year - user.born.year

def retry(job_id):
    job = Job.objects.get(pk=job_id)
    job.expires_at = now() + timedelta(days=1)
    job.save()

def extend(sub_id):
    sub = Subscription.objects.get(pk=sub_id)
    sub.ends_at = sub.starts_at + timedelta(days=30)
    sub.save()
