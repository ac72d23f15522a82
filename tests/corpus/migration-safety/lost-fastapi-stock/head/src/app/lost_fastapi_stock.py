from sqlalchemy.orm import Session
def buy(db: Session, item_id: int, qty: int):
    item = db.query(Item).filter(Item.id == item_id).first()
    if item.stock < qty:
        raise HTTPException(409)
    item.stock = item.stock - qty
    db.commit()
    db.refresh(item)
    return item
