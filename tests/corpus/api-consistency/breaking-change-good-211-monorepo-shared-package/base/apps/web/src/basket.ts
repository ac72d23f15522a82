import { add, type Money } from '@shop/shared';

export const total = (items: Money[]): Money => items.reduce(add);
