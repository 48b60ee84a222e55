import { PEOPLE_ORDERS } from '../../../worker/domain/people-order.ts'
import { type Sort, sortParam } from '../lists/column.ts'

/** A heading of a list of people as the server words it. */
export const orderOf = (sort: Sort) => PEOPLE_ORDERS.find((order) => order === sortParam(sort))
