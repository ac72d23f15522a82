import { UserService } from './user-service';

const store = {
  findByEmail: jest.fn(),
  insert: jest.fn(),
  get: jest.fn(),
  update: jest.fn(),
};
const mailer = { send: jest.fn() };

describe('UserService', () => {
  const service = new UserService(store as any, mailer as any);

  beforeEach(() => jest.resetAllMocks());

  it('registers a user', async () => {
    store.insert.mockImplementation(async (u) => ({ id: 1, ...u }));
    const user = await service.register('Ann@Example.org');
    expect(user).toBeDefined();
    expect(mailer.send).toHaveBeenCalled();
  });

  it('refuses a known address', async () => {
    store.findByEmail.mockResolvedValue({ id: 1 });
    await expect(service.register('ann@example.org')).rejects.toThrow('already registered');
    expect(store.insert).not.toHaveBeenCalled();
  });

  it('adds a role', async () => {
    store.get.mockResolvedValue({ id: 1, email: 'a', roles: ['member'] });
    store.update.mockImplementation(async (id, change) => ({ id, email: 'a', ...change }));
    expect((await service.promote(1, 'admin')).roles).toEqual(['member', 'admin']);
  });
});
