@Entity('users')
export class User {
  @Column()
  nickname: string;
}