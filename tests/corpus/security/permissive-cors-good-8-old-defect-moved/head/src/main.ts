import { NestFactory } from '@nestjs/core';
import { ValidationPipe } from '@nestjs/common';
import { AppModule } from './app.module';

export async function createApplication() {
  const application = await NestFactory.create(AppModule, { bufferLogs: true });
  application.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  application.enableCors({ origin: true, credentials: true });
  application.enableShutdownHooks();
  return application;
}

async function bootstrap(): Promise<void> {
  const application = await createApplication();
  await application.listen(process.env.PORT ?? 3000);
}

void bootstrap();
