from app.schemas import CustomerPage


def test_an_empty_page_has_no_items():
    assert CustomerPage(items=[], total=0).items == []
