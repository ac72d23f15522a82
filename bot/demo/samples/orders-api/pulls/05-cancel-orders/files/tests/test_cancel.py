from app.errors import conflict


def test_a_packed_order_is_a_conflict():
    assert conflict("This order is already being packed.").status_code == 409
