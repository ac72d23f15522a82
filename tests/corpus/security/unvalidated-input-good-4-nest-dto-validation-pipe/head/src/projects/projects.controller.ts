import { Body, Controller, Get, Param, ParseIntPipe, Patch, UseGuards } from '@nestjs/common';
import { AuthGuard } from '../auth/auth.guard';
import { PrismaService } from '../prisma.service';
import { UpdateProjectDto } from './dto/update-project.dto';

@Controller('projects')
@UseGuards(AuthGuard)
export class ProjectsController {
  constructor(private readonly prisma: PrismaService) {}

  @Get(':id')
  async show(@Param('id', ParseIntPipe) id: number) {
    return this.prisma.project.findUniqueOrThrow({ where: { id } });
  }

  @Patch(':id')
  async change(@Param('id', ParseIntPipe) id: number, @Body() body: UpdateProjectDto) {
    return this.prisma.project.update({ where: { id }, data: body });
  }
}
