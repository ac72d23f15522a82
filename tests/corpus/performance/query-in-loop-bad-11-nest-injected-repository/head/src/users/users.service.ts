import { Injectable, Logger, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user.entity';
import { Team } from '../teams/team.entity';
import { InviteUserDto } from './dto/invite-user.dto';
import { MailService } from '../mail/mail.service';

@Injectable()
export class UsersService {
  private readonly logger = new Logger(UsersService.name);

  constructor(
    @InjectRepository(User) private readonly users: Repository<User>,
    @InjectRepository(Team) private readonly teams: Repository<Team>,
    private readonly mail: MailService,
  ) {}

  async findOne(id: string): Promise<User> {
    const user = await this.users.findOne({ where: { id } });
    if (!user) {
      throw new NotFoundException(`no user ${id}`);
    }
    return user;
  }

  async membersOf(teamIds: string[]): Promise<Record<string, User[]>> {
    const result: Record<string, User[]> = {};
    for (const teamId of teamIds) {
      result[teamId] = await this.users.find({ where: { teamId }, take: 100 });
    }
    return result;
  }

  async invite(dto: InviteUserDto): Promise<User> {
    const user = await this.users.save(this.users.create({ email: dto.email, teamId: dto.teamId }));
    try {
      await this.mail.sendInvite(user.email);
    } catch (error) {
    }
    return user;
  }
}
