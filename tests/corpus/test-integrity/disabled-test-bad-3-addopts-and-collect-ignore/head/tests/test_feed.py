def test_feed_lists_entries(app):
    response = app.test_client().get("/feed.xml")
    assert response.status_code == 200
    assert b"<entry>" in response.data
