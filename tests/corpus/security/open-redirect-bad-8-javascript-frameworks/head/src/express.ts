import { Request, Response, Router } from 'express';

const router = Router();

class SessionController {
  finish = (req: Request, res: Response): void => {
    const host = req.query.tenant as string;
    res.redirect(`https://${host}/welcome`);
  };

  afterLogin(req: Request, res: Response): void {
    let url = req.session.returnTo || '/';
    if (req.body.next) {
      url = req.body.next;
    }
    delete req.session.returnTo;
    res.status(302).redirect(url);
  }
}
export default router;
