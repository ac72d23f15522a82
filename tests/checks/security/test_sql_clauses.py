"""Clauses that query builders take as text: GORM and TypeORM."""

from __future__ import annotations

from collections.abc import Callable

RULE = "security/sql-injection"

GO = """\
package a

import (
	"net/http"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

type User struct{ Name string }
type S struct {
	db *gorm.DB
}

var columns = map[string]string{"name": "name"}

func (s *S) F(w http.ResponseWriter, r *http.Request, tenant string, table string) {
	name := r.URL.Query().Get("name")
	var out []User
	s.db.Where("name = '" + name + "'").Find(&out) // <-- here
	s.db.Where("name = ?", name).Find(&out)
	s.db.Where(&User{Name: name}).Find(&out)
	s.db.Where(User{Name: name}).Find(&out)
	s.db.Where(map[string]any{"name": name}).Find(&out)
	s.db.Model(&User{}).Order(r.URL.Query().Get("sort")).Find(&out) // <-- here
	s.db.Order(clause.OrderByColumn{Column: clause.Column{Name: name}}).Find(&out)
	s.db.Joins("Company").Where("a LIKE ?", "%"+name+"%").Find(&out)
	s.db.Select([]string{"name", "id"}).Find(&out)
	col, ok := columns[name]
	if !ok {
		col = "id"
	}
	s.db.Order(col + " DESC").Find(&out)
	sub := s.db.Model(&User{}).Select("id")
	s.db.Where("id IN (?)", sub).Find(&out)
	s.db.Where(sub).Find(&out)
	q := s.db.Where("tenant = ?", tenant)
	q = q.Where(fmt.Sprintf("a->>'x' = '%s'", name)) // <-- here
	q.Find(&out)
}
"""

TYPESCRIPT = """\
import { DataSource, Repository } from 'typeorm';
export class Repo {
  constructor(private ds: DataSource, private readonly orders: Repository<Order>) {}
  async qb(status: string, alias = 'o') {
    return this.ds.getRepository('Order').createQueryBuilder('o').where(`o.status = '${status}'`).getMany(); // <-- here
  }
  async qb2(status: string, alias: string) {
    return this.orders.createQueryBuilder('o').where('o.status = :status', { status }).andWhere(`${alias}.x = :x`, { x: 1 }).getMany();
  }
  async qb3(req: Request, term: string) {
    const qb = this.orders.createQueryBuilder('o');
    qb.andWhere("o.name LIKE '%" + term + "%'"); // <-- here
    qb.orderBy('o.' + term);
    return qb.getMany();
  }
}
"""


def test_clauses_of_gorm_are_judged_where_they_are_text(expect: Callable[..., None]) -> None:
    expect(RULE, "internal/store/users.go", GO)


def test_clauses_of_typeorm_are_judged_where_they_quote_a_value(expect: Callable[..., None]) -> None:
    expect(RULE, "src/orders/orders.repository.ts", TYPESCRIPT)
