import { Controller, Get, Param, ParseIntPipe, UseGuards } from '@nestjs/common';
import { AuthGuard } from '../auth/auth.guard';
import { PrismaService } from '../prisma.service';

@Controller('projects')
@UseGuards(AuthGuard)
export class ProjectsController {
  constructor(private readonly prisma: PrismaService) {}

  @Get(':id')
  async show(@Param('id', ParseIntPipe) id: number) {
    return this.prisma.project.findUniqueOrThrow({ where: { id } });
  }
}
