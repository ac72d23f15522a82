import { Repository } from "typeorm";
import { Like } from "./like.entity";

export class LikesService {
  constructor(private readonly likes: Repository<Like>) {}

  async countFor(postId: number): Promise<number> {
    const rows = await this.likes.find({ where: { postId } });
    return rows.length;
  }
}
