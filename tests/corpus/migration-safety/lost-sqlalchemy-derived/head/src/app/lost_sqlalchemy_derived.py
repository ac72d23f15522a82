def adjust(session, user_id, delta):
    user = session.query(User).filter_by(id=user_id).one()
    new_credits = user.credits + delta
    user.credits = new_credits
    session.commit()
