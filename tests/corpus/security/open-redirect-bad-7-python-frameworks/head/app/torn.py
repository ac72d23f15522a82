import tornado.web


class LoginHandler(tornado.web.RequestHandler):
    def post(self):
        self.set_secure_cookie("user", self.get_argument("name"), httponly=True, secure=True, samesite="lax")
        self.redirect(self.get_argument("next", "/"))
