import type { ReactNode, Ref } from "react";
import { Card } from "./Card";
import styles from "./ListCard.module.css";
import { Row } from "./Row";
import text from "./styles/text.module.css";

interface ListCardProps {
  /** For the focus, once what was pressed is gone. */
  headingRef: Ref<HTMLHeadingElement>;
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** A card about things of one kind: what they are, what can be done with all of them, and the things. */
export function ListCard({ headingRef, title, lead, action, children }: ListCardProps) {
  return (
    <Card>
      <Row spread>
        <div>
          <h2 ref={headingRef} tabIndex={-1}>
            {title}
          </h2>
          {lead && <p className={text.soft}>{lead}</p>}
        </div>
        {action}
      </Row>
      {children}
    </Card>
  );
}

/** The things, one below the other. */
export function ItemList({ children }: { children: ReactNode }) {
  return <ul className={styles.list}>{children}</ul>;
}

interface ItemProps {
  name: ReactNode;
  /** What else there is to say of it, a line each. */
  lines: string[];
  /** What can be done with it. */
  children?: ReactNode;
}

/** A thing: its name, what it is, and what can be done with it. */
export function Item({ name, lines, children }: ItemProps) {
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        <p className={styles.name}>{name}</p>
        {lines.map((line) => (
          <p key={line} className={text.aside}>
            {line}
          </p>
        ))}
      </div>
      {children}
    </li>
  );
}
